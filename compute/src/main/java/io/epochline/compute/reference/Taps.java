package io.epochline.compute.reference;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Window;

/** The elements of a plane that a window covers at one place; those in the padding are left out. */
final class Taps {

    /** An element: its position in the kernel, and in the plane. */
    interface Visit {
        void at(int tap, int pixel);
    }

    private Taps() {}

    static void under(Window window, int row, int column, Shape x, Visit visit) {
        for (int i = 0; i < window.height(); i++) {
            for (int j = 0; j < window.width(); j++) {
                int y = row * window.strideY() - window.padTop() + i * window.dilationY();
                int z = column * window.strideX() - window.padLeft() + j * window.dilationX();
                if (y >= 0 && y < x.dim(2) && z >= 0 && z < x.dim(3)) {
                    visit.at(i * window.width() + j, y * x.dim(3) + z);
                }
            }
        }
    }
}
