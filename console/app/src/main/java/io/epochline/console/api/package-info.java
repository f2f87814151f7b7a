/** The REST API under {@code /api}: JSON with snake_case names, faults as {@code application/problem+json} (RFC 9457). */
package io.epochline.console.api;
