package io.epochline.compute.engine;

import io.epochline.compute.ir.Scan;
import io.epochline.compute.network.NoiseSpec;
import io.epochline.compute.runtime.CompiledScan;
import io.epochline.compute.runtime.Interruption;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The runtime repeats the whole step by itself, optimizer and all: the way for a device with a memory of its own, where
 * parameters and moments then stay until the last of several steps. Norms are sums in f32 here, so a gradient whose
 * square overflows f32 is refused.
 */
final class ScanSteps implements StepPath {

    /** So many share one transfer of parameters to the device and back. */
    private static final int STEPS_AT_ONCE = 32;

    private record Compiled(Scan scan, CompiledScan session, Map<Integer, ScanProgram> programs) {

        ScanProgram program(int steps) {
            return programs.computeIfAbsent(steps, count -> new ScanProgram(session, scan, count));
        }

        void close() {
            programs.values().forEach(ScanProgram::close);
            session.close();
        }
    }

    private final ScanGraphs graphs;
    private final Execution execution;
    private final List<NoiseSpec> noises;
    private final Noise noise;
    private final Carried carried;
    private final Interruption interruption;
    private final Map<Integer, Compiled> compiled = new HashMap<>();

    ScanSteps(
            EngineSpec spec, EngineGraphs graphs, List<NoiseSpec> noises, Carried carried, Interruption interruption) {
        this.graphs = new ScanGraphs(spec, graphs, carried.parameters(), carried.states());
        this.execution = spec.execution();
        this.noises = noises;
        this.noise = new Noise(spec.seed());
        this.carried = carried;
        this.interruption = interruption;
    }

    @Override
    public StepResult step(FloatBuffer x, FloatBuffer target, int batch, double learningRate) {
        return steps(x, target, batch, learningRate).getFirst();
    }

    @Override
    public List<StepResult> steps(FloatBuffer x, FloatBuffer target, int batch, double... learningRates) {
        List<StepResult> results = new ArrayList<>();
        FloatBuffer inputs = x.duplicate();
        FloatBuffer targets = target.duplicate();
        double scale = carried.lossScale().value();
        while (true) {
            double[] rates = Arrays.copyOfRange(learningRates, results.size(), learningRates.length);
            List<StepResult> taken = run(inputs, targets, batch, rates);
            results.addAll(taken);
            StepResult last = results.getLast();
            if (last.isFinite()) {
                return results;
            }
            scale = taken.size() > 1 ? carried.lossScale().value() : scale;
            if (!Double.isFinite(last.loss()) || !carried.lossScale().halve()) {
                carried.lossScale().restore(scale);
                return results;
            }
            results.removeLast();
            inputs.position(x.position() + results.size() * batch * graphs.inputSize());
            targets.position(target.position() + results.size() * batch * graphs.targetSize());
        }
    }

    private List<StepResult> run(FloatBuffer x, FloatBuffer target, int batch, double... learningRates) {
        ScanProgram program = compiled.computeIfAbsent(batch, this::compile).program(learningRates.length);
        program.input(EngineGraphs.X, x);
        program.input(EngineGraphs.TARGET, target);
        fill(program, learningRates);
        program.run(interruption);
        List<StepResult> results = results(program, learningRates.length);
        take(program);
        carried.count(results.stream().filter(StepResult::isFinite).count());
        return results;
    }

    @Override
    public int stepsAtOnce() {
        return STEPS_AT_ONCE;
    }

    @Override
    public void close() {
        compiled.values().forEach(Compiled::close);
        compiled.clear();
    }

    private Compiled compile(int batch) {
        Scan scan = graphs.step(batch);
        return new Compiled(
                scan, CompiledScan.compile(scan, execution.device(), execution.precision()), new HashMap<>());
    }

    private void fill(ScanProgram program, double... learningRates) {
        program.buffer(ScanGraphs.THETA)
                .put(0, carried.theta(), 0, carried.theta().capacity());
        List<float[]> moments = carried.updater().moments();
        for (int i = 0; i < moments.size(); i++) {
            program.buffer(ScanGraphs.MOMENT + i).put(0, moments.get(i));
        }
        if (carried.states().size() > 0) {
            program.buffer(ScanGraphs.MODEL_STATE)
                    .put(0, carried.modelState(), 0, carried.states().size());
        }
        program.buffer(ScanGraphs.GOING).put(0, 1);
        for (int i = 0; i < learningRates.length; i++) {
            program.buffer(ScanGraphs.LEARNING_RATE).put(i, (float) learningRates[i]);
            program.buffer(ScanGraphs.NUMBER).put(i, carried.steps() + i + 1);
            if (execution.scalesLoss()) {
                program.buffer(EngineGraphs.LOSS_SCALE)
                        .put(i, (float) carried.lossScale().value());
            }
            fillNoise(program, i, learningRates.length);
        }
    }

    private void fillNoise(ScanProgram program, int step, int steps) {
        int stream = 0;
        for (String name : sortedNoise()) {
            FloatBuffer all = program.buffer(name);
            int size = all.capacity() / steps;
            noise.fill(all.slice(step * size, size), carried.steps() + step, stream++);
        }
    }

    private Iterable<String> sortedNoise() {
        Map<String, NoiseSpec> sorted = new TreeMap<>();
        noises.forEach(spec -> sorted.put(spec.name(), spec));
        return sorted.keySet();
    }

    /** Up to and with the first step that was refused. */
    private static List<StepResult> results(ScanProgram program, int steps) {
        List<StepResult> results = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            double loss = program.buffer(EngineGraphs.LOSS).get(i);
            double gradNorm = program.buffer(ScanGraphs.GRADIENT_NORM).get(i);
            double stepNorm = program.buffer(ScanGraphs.STEP_NORM).get(i);
            StepResult taken = new StepResult(loss, gradNorm, stepNorm);
            if (!taken.isFinite()) {
                results.add(new StepResult(loss, gradNorm, 0));
                break;
            }
            results.add(taken);
        }
        return results;
    }

    private void take(ScanProgram program) {
        carried.theta()
                .put(0, next(program, ScanGraphs.THETA), 0, carried.theta().capacity());
        List<float[]> moments = carried.updater().moments();
        for (int i = 0; i < moments.size(); i++) {
            next(program, ScanGraphs.MOMENT + i).get(0, moments.get(i));
        }
        if (carried.states().size() > 0) {
            carried.modelState()
                    .put(
                            0,
                            next(program, ScanGraphs.MODEL_STATE),
                            0,
                            carried.states().size());
        }
    }

    private static FloatBuffer next(ScanProgram program, String name) {
        return program.buffer(ScanGraphs.NEXT + name);
    }
}
