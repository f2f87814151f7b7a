/**
 * Arrays in the NPY and NPZ formats, byte for byte as numpy writes and reads them. See docs/formats/npz.md.
 *
 * <p>In memory an {@link io.epochline.artifacts.npz.NpyArray} is always little-endian and in C order, whatever the file
 * was. Shapes and types are written {@code f64[chains, draws]}.
 */
package io.epochline.artifacts.npz;
