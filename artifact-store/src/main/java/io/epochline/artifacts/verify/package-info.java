/** Checks of what lies in the store against the hashes that were written down when it was put there. */
package io.epochline.artifacts.verify;
