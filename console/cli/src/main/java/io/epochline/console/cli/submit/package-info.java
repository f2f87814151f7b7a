/**
 * From a job file to an event: the file is read strictly and checked in full, its data files go to the store under the hash
 * of what they hold, and only then is the request published.
 */
package io.epochline.console.cli.submit;
