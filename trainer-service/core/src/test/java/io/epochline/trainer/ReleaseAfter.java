package io.epochline.trainer;

/** Lets the worker take so many steps. */
class ReleaseAfter extends StopSignal {

    private int left;

    ReleaseAfter(int steps) {
        this.left = steps;
    }

    @Override
    public synchronized boolean asked() {
        return left-- <= 0;
    }
}
