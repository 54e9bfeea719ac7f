package io.standstill.domain;

/** Where a node stood, in a resource's history, when it began a look or asked to send. */
public record Vantage(int generation, long seq) {}
