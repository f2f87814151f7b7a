package io.epochline.console.stream;

import jakarta.ws.rs.sse.OutboundSseEvent;

/** What a stream is made of. Used by one thread, which closes it when the stream ends. */
interface SseSource extends AutoCloseable {

    /** Takes one event; returns false when the stream has ended and no more can be taken. */
    @FunctionalInterface
    interface Outlet {
        boolean send(OutboundSseEvent event) throws InterruptedException;
    }

    /** Sends what there is now, waiting for it a second at most; returns whether anything was sent. */
    boolean pump(Outlet outlet) throws InterruptedException;

    /** Where a client can go on that did not get what comes next; absent where that needs no telling. */
    String resumeAt();

    @Override
    void close();
}
