import { expect, it } from 'vitest';
import { foundReferences } from '../../../../shared/domain/qpcr/references.ts';

it.each([[[]], [['GAPDH']]])('names no target of files where no well counts: references %j', (named) => {
  const found = foundReferences([], named);
  expect('refused' in found && found.refused.message).toMatch(
    /; no well of a sample that counts has a target$/,
  );
});
