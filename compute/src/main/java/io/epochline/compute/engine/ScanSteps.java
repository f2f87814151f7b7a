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

/**
 * The runtime repeats the whole step by itself, optimizer and all: the way for a device with a memory of its own, where
 * parameters and moments then stay until the last of several steps. Norms are sums in f32 here, so a gradient whose
 * square overflows f32 is refused.
 */
final class ScanSteps implements StepPath {

    /** So many share one transfer of parameters to the device and back. */
    private static final int STEPS_AT_ONCE = 32;

    private record Compiled(Scan scan, CompiledScan session, Map<Integer, ScanProgram> programs) {

        void close() {
            programs.values().forEach(ScanProgram::close);
            session.close();
        }
    }

    private final ScanGraphs graphs;
    private final Execution execution;
    private final List<String> noises;
    private final Noise noise;
    private final Carried carried;
    private final Differentiation differentiation;
    private final Interruption interruption;
    private final Map<Integer, Compiled> compiled = new HashMap<>();

    /** What is carried, and what it is after the steps: the same buffers for all programs. */
    private final Map<String, FloatBuffer> buffers = new HashMap<>();

    ScanSteps(
            EngineSpec spec,
            EngineGraphs graphs,
            List<NoiseSpec> noises,
            Carried carried,
            Differentiation differentiation,
            Interruption interruption) {
        this.graphs = new ScanGraphs(spec, graphs, carried.parameters(), carried.states());
        this.execution = spec.execution();
        this.noises = noises.stream().map(NoiseSpec::name).sorted().toList();
        this.noise = new Noise(spec.seed());
        this.carried = carried;
        this.differentiation = differentiation;
        this.interruption = interruption;
        buffers.put(ScanGraphs.THETA, carried.theta());
        buffers.put(ScanGraphs.MODEL_STATE, carried.modelState());
    }

    @Override
    public StepResult step(FloatBuffer x, FloatBuffer target, int batch, double learningRate) {
        return steps(x, target, batch, learningRate).getFirst();
    }

    /** The gradient is computed once more, outside of the scan, which keeps none. */
    @Override
    public StepResult step(FloatBuffer x, FloatBuffer target, int batch, double learningRate, FloatBuffer gradient) {
        differentiation.of(x, target, batch);
        gradient.put(
                gradient.position(),
                differentiation.gradient(),
                0,
                carried.parameters().size());
        return step(x, target, batch, learningRate);
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
        ScanProgram program = program(batch, learningRates.length);
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

    private ScanProgram program(int batch, int steps) {
        Compiled scan = compiled.computeIfAbsent(batch, this::compile);
        return scan.programs()
                .computeIfAbsent(steps, count -> new ScanProgram(scan.session(), scan.scan(), count, buffers));
    }

    private Compiled compile(int batch) {
        Scan scan = graphs.step(batch);
        return new Compiled(
                scan, CompiledScan.compile(scan, execution.device(), execution.precision()), new HashMap<>());
    }

    private void fill(ScanProgram program, double... learningRates) {
        List<float[]> moments = carried.updater().moments();
        for (int i = 0; i < moments.size(); i++) {
            program.buffer(ScanGraphs.MOMENT + i).put(0, moments.get(i));
        }
        program.buffer(ScanGraphs.GOING).put(0, 1);
        for (int i = 0; i < learningRates.length; i++) {
            program.buffer(ScanGraphs.LEARNING_RATE).put(i, (float) learningRates[i]);
            program.buffer(ScanGraphs.NUMBER).put(i, (float) (carried.steps() + i + 1));
            if (execution.scalesLoss()) {
                program.buffer(EngineGraphs.LOSS_SCALE)
                        .put(i, (float) carried.lossScale().value());
            }
            fillNoise(program, i, learningRates.length);
        }
    }

    private void fillNoise(ScanProgram program, int step, int steps) {
        int stream = 0;
        for (String name : noises) {
            FloatBuffer all = program.buffer(name);
            int size = all.capacity() / steps;
            noise.fill(all.slice(step * size, size), carried.steps() + step, stream++);
        }
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
        replace(carried.theta(), program, ScanGraphs.THETA);
        if (carried.states().size() > 0) {
            replace(carried.modelState(), program, ScanGraphs.MODEL_STATE);
        }
        List<float[]> moments = carried.updater().moments();
        for (int i = 0; i < moments.size(); i++) {
            program.buffer(ScanGraphs.NEXT + ScanGraphs.MOMENT + i).get(0, moments.get(i));
        }
    }

    private static void replace(FloatBuffer before, ScanProgram program, String name) {
        before.put(0, program.buffer(ScanGraphs.NEXT + name), 0, before.capacity());
    }
}
