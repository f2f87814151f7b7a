/** Quantities over the course of a run, as logs and traces tell them. */
package io.epochline.artifacts.curve;
