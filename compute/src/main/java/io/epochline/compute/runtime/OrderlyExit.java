package io.epochline.compute.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Lets a process end its work before the runtime ends itself. ONNX Runtime frees its environment in a JVM shutdown hook,
 * and hooks run side by side: a graph that runs meanwhile takes the process down with SIGABRT. So a service that trains
 * asks to hear of SIGTERM and SIGINT itself, stops, and exits after that.
 */
public final class OrderlyExit {

    private OrderlyExit() {}

    /**
     * Runs {@code stop} at the first SIGTERM or SIGINT, on a thread of its own; later ones are ignored, as the first is
     * being obeyed.
     *
     * @param stop ends the work, then the process
     */
    public static void onSignal(Runnable stop) {
        AtomicBoolean heard = new AtomicBoolean();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                if (heard.compareAndSet(false, true)) {
                    Thread.ofPlatform().name("orderly-exit").start(stop);
                }
            });
        }
    }
}
