package io.standstill.fuzz;

/** A face that takes whatever comes, and what must hold of that. */
public interface Target {

    void take(byte[] input) throws Exception;
}
