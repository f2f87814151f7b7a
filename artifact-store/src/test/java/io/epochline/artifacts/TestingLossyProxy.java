package io.epochline.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a real endpoint and can lose its answers: the request arrives and is carried out, and nobody hears of it. */
final class TestingLossyProxy implements AutoCloseable {

    private final ServerSocket server;
    private final URI behind;
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    TestingLossyProxy(URI behind) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.behind = behind;
        Thread.ofVirtual().start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void loseNextAnswers(int count) {
        toLose.set(count);
    }

    int lost() {
        return lost.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket upstream = new Socket(behind.getHost(), behind.getPort());
                Thread.ofVirtual().start(() -> pump(client, upstream, false));
                Thread.ofVirtual().start(() -> pump(upstream, client, true));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                if (answers && toLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    lost.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, got);
            }
        } catch (IOException eitherSideClosed) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
