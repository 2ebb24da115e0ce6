"""A tool and a rule of a centre's own, as its folders hold them."""

from __future__ import annotations

TOOL = """
name: {zh: 镇上的配送车, en: The town's delivery van}
scenarios: [logistics]
layer: application
what: {zh: 镇里统一派车，顺路把货带出去。, en: The town sends one van that takes everyone's goods along.}
effort: {weeks: [0, 1], days: [0, 1], skills: none}
cost: {band: low, basis: estimate}
pays from: micro
sources: [judgement]
"""
RULE = """
title: {zh: 自己送货的搭镇上的车, en: Ride along where you deliver yourself}
recommend: town-van
strength: useful
when: {activities: includes delivers}
because: {zh: 顺路的车便宜。, en: A van that goes there anyway is cheap.}
sources: [judgement]
examples:
  - {name: delivers, firm: {activities: [delivers]}, expect: yes}
  - {name: does not, firm: {activities: [designs]}, expect: no}
  - {name: did not say, firm: {sector: retail}, expect: ask activities}
"""
