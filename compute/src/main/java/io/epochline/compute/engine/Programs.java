package io.epochline.compute.engine;

import io.epochline.compute.runtime.Interruption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A program for each batch size, compiled when it is first seen. Only that of the largest batch keeps the memory of its
 * runs: the others, such as that of an epoch's last batch, would hold theirs for nothing most of the time.
 */
final class Programs implements AutoCloseable {

    private final IntFunction<Program> compile;
    private final Interruption interruption;
    private final Map<Integer, Program> programs = new HashMap<>();
    private int largest;

    Programs(IntFunction<Program> compile, Interruption interruption) {
        this.compile = compile;
        this.interruption = interruption;
    }

    Program of(int batch) {
        return programs.computeIfAbsent(batch, compile::apply);
    }

    void run(int batch) {
        if (batch == largest) {
            of(batch).run(interruption);
        } else {
            of(batch).runAndTrim(interruption);
            largest = Math.max(largest, batch);
        }
    }

    @Override
    public void close() {
        programs.values().forEach(Program::close);
        programs.clear();
    }
}
