package io.standstill.journal;

/** That an account's resources are no longer seen, or are seen again. */
public record Sighting(String account, boolean lost, String why) {}
