/**
 * Architectures as documents: YAML or JSON that names layers and their settings, written by people and by proposers.
 *
 * <p>A document is read in three steps: {@code ${…}} is filled in ({@code Template}), the layers are read with all faults
 * noted ({@code LayerReader}, {@code Fields}), and the result, a {@link io.epochline.compute.network.Network}, is built
 * into a graph. Each {@code Layer} is a record of its own whose one method holds its shape rule, its parameters and its
 * graph; what a network comes to for a shape of input, its {@link io.epochline.compute.network.NetworkPlan}, is found by
 * building it once on a batch of one.
 */
package io.epochline.compute.network;
