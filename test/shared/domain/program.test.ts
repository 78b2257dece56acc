import { expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { PROGRAM_VERSION } from '../../../shared/domain/program.ts';

it('is the version of the package', () => {
  expect(PROGRAM_VERSION).toBe(packageJson.version);
});
