import { describe, expect, it } from 'vitest';
import { sampleMatches } from '../../../../shared/domain/assay/sample-names.ts';

describe('the name of a sample', () => {
  it.each([
    ['FLT_1', 'FLT_1'],
    ['1-flight', '1-flight'],
    ['', ''],
  ])('%j is the same as %j', (inFile, declared) => {
    expect(sampleMatches(inFile, declared)).toBe('same');
  });

  it.each([
    ['X1.flight', '1-flight'],
    ['X1.flight', '1 flight'],
    ['FLT.1', 'FLT-1'],
    ['FLT.1..rep.2.', 'FLT 1 (rep 2)'],
    ['X_a', '_a'],
    ['X.1a', '.1a'],
    ['X.a', ' a'],
    ['X.a', '-a'],
    ['X', ''],
    ['if.', 'if'],
    ['NA.', 'NA'],
    ['TRUE.', 'TRUE'],
    ['µg.1', 'µg-1'],
    ['X..g.1', 'µg-1'],
    ['X.data.a.bam', '/data/a.bam'],
  ])('%j is %j as R writes it', (inFile, declared) => {
    expect(sampleMatches(inFile, declared)).toBe('mangled');
  });

  it.each([
    ['flt_1', 'FLT_1'],
    ['X1.flight', 'X1-fligh'],
    ['1.flight', '1-flight'],
    ['FLT_1 ', 'FLT_1'],
    ['if', 'if.'],
    ['FLT-1', 'FLT.1'],
  ])('%j is another than %j', (inFile, declared) => {
    expect(sampleMatches(inFile, declared)).toBeNull();
  });
});
