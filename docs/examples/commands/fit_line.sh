#!/bin/sh
# Fits a line to noisy points by gradient descent, and prints what scripts print. It knows nothing of Epochline.
# usage: fit_line.sh LEARNING_RATE EPOCHS
exec awk -v rate="$1" -v epochs="$2" '
function loss(from, to,   i, sum) {
    for (i = from; i < to; i++) sum += (slope * x[i] + offset - y[i]) ^ 2
    return sum / (to - from)
}
BEGIN {
    srand(1)
    for (i = 0; i < 100; i++) { x[i] = 2 * rand() - 1; y[i] = 3 * x[i] + 1 + 0.2 * (rand() - 0.5) }
    for (epoch = 1; epoch <= epochs; epoch++) {
        da = db = 0
        for (i = 0; i < 80; i++) {
            error = slope * x[i] + offset - y[i]
            da += 2 * error * x[i] / 80
            db += 2 * error / 80
        }
        slope -= rate * da
        offset -= rate * db
        printf "Epoch %d/%d - loss: %.5f - val_loss: %.5f\n", epoch, epochs, loss(0, 80), loss(80, 100)
        fflush()
    }
    print slope, offset > "line.txt"
}'
