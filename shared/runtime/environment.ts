/** A function's environment, read once by name. */
import { ENVIRONMENT } from './environment-names.ts';

/** The value of a variable the stack must have set. Fails at cold start, with its name. */
export function environmentValue(
  name: keyof typeof ENVIRONMENT,
  source: NodeJS.ProcessEnv = process.env,
): string {
  const value = source[ENVIRONMENT[name]];
  if (value === undefined || value === '') {
    throw new Error(
      `the environment variable ${ENVIRONMENT[name]} is not set: the stack must give it to this function`,
    );
  }
  return value;
}
