import { expect, it } from 'vitest';
import type { ReceiptRecord } from '../../../../shared/domain/downlink/receipt.ts';
import { UnmatchedFiles } from '../../../../shared/domain/downlink/unmatched-files.ts';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { RECEIPT } from '../../../support/some-receipt.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const index = indexDefinition(readDefinition(TWIN_DEFINITION).definition);
const told = (...receipts: readonly Partial<ReceiptRecord>[]) => {
  const files = new UnmatchedFiles(index);
  for (const one of receipts) files.add({ ...RECEIPT, source: 'flight', declaredSource: null, ...one });
  return files.warnings().map(({ code, field, message }) => [code, field, message.split(',')[0]]);
};

it('files that no source would read are told by the newest of their source, which alone decides', () => {
  expect(told({ fileName: 'fu1-001.csv' }, { fileName: 'in/flight 2.csv' })).toEqual([
    ['definition.files-unmatched', 'sources', 'no source matches "flight 2.csv"'],
  ]);
  expect(told({ fileName: 'flight 2.csv' }, { fileName: 'fu1-001.csv' })).toEqual([]);
});

it('files whose source was named with them, or that are not in, are none', () => {
  expect(told({ fileName: 'flight 2.csv', declaredSource: 'flight' })).toEqual([]);
  expect(told({ fileName: 'flight 2.csv', state: 'WITHDRAWN' })).toEqual([]);
});
