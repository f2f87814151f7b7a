package io.epochline.compute.engine;

import io.epochline.compute.runtime.Interruption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** A program for each batch size, compiled when it is first seen. */
final class Programs implements AutoCloseable {

    private final IntFunction<Program> compile;
    private final Interruption interruption;
    private final Map<Integer, Program> programs = new HashMap<>();

    Programs(IntFunction<Program> compile, Interruption interruption) {
        this.compile = compile;
        this.interruption = interruption;
    }

    Program of(int batch) {
        return programs.computeIfAbsent(batch, compile::apply);
    }

    void run(int batch) {
        of(batch).run(interruption);
    }

    @Override
    public void close() {
        programs.values().forEach(Program::close);
        programs.clear();
    }
}
