import { describe, expect, it } from 'vitest';
import {
  investigationText,
  isaTableText,
  readInvestigation,
  readIsaTable,
} from '../../../../shared/formats/isa-tab/isa-tab.ts';
import { SECTION_NAMES, SECTIONS } from '../../../../shared/formats/isa-tab/sections.ts';

describe('an investigation', () => {
  it('has the sections and fields of the specification in its order, whatever is known', () => {
    expect(SECTION_NAMES).toEqual([
      ...['ONTOLOGY SOURCE REFERENCE', 'INVESTIGATION', 'INVESTIGATION PUBLICATIONS'],
      ...['INVESTIGATION CONTACTS', 'STUDY', 'STUDY DESIGN DESCRIPTORS', 'STUDY PUBLICATIONS'],
      ...['STUDY FACTORS', 'STUDY ASSAYS', 'STUDY PROTOCOLS', 'STUDY CONTACTS'],
    ]);
    const { sections } = readInvestigation('i.txt', investigationText({}));
    expect(sections.map(({ name }) => name)).toEqual(SECTION_NAMES);
    expect(sections.map(({ fields }) => Object.keys(fields))).toEqual(Object.values(SECTIONS));
    expect(new Set(sections.flatMap(({ fields }) => Object.values(fields).flat()))).toEqual(new Set(['']));
  });

  it('comes back with its values, and a comment after the fields of its section', () => {
    const study = { 'Study Title': ['Pits, "deep"\tand\nwide'], 'Comment[Archive Hash]': ['ab'] };
    const text = investigationText({ STUDY: study, 'STUDY FACTORS': { 'Study Factor Name': ['a', 'b'] } });
    expect(text).toContain('Study Title\t"Pits, ""deep""\tand\nwide"\n');
    expect(text).toContain('Study File Name\t""\nComment[Archive Hash]\t"ab"\nSTUDY DESIGN DESCRIPTORS\n');
    const read = readInvestigation('i.txt', text);
    expect(read.sections.find(({ name }) => name === 'STUDY')?.fields).toMatchObject(study);
    expect(read.sections.find(({ name }) => name === 'STUDY FACTORS')?.fields['Study Factor Name']).toEqual([
      ...['a', 'b'],
    ]);
  });

  it.each([
    ['Study Title\t"x"\n', 'i.txt, line 1: expected the heading of a section'],
    ['STUDY\nStudy Title\t"x"\nStudy Title\t"y"\n', 'i.txt, line 3: expected each field once in STUDY'],
    ['STUDY\nStudy Title\t"x\n', 'i.txt, line 2: expected a cell whose quote closes'],
    ['STUDY\nStudy Title\t"x"y\n', 'i.txt, line 2: expected a cell whose quote closes'],
  ])('that is broken is refused: %j', (text, sentence) => {
    expect(() => readInvestigation('i.txt', text)).toThrow(sentence);
  });
});

describe('a table of a study or an assay', () => {
  const table = {
    header: ['Source Name', 'Characteristics[Donor]', 'Sample Name'],
    rows: [
      ['FU1', 'D7', 'FU1'],
      ['FU2', '', 'two\tcells\r\nof "text"'],
      ['FU3', '=HYPERLINK("x")', '-2.5'],
    ],
  };

  it('comes back as it was, but for what a spreadsheet would take for a formula', () => {
    const text = isaTableText(table);
    expect(text.startsWith('"Source Name"\t"Characteristics[Donor]"\t"Sample Name"\n')).toBe(true);
    const [one, two, three = []] = table.rows;
    expect(readIsaTable('s.txt', text)).toEqual({
      header: table.header,
      rows: [one, two, [three[0], `'${three[1]}`, three[2]]],
    });
  });

  it('is read without quotes, with a mark at its beginning, comments and any ends of lines', () => {
    const text = '\uFEFF# ours\r\nSource Name\tSample Name\r\n\r\nFU1\tFU1\rFU2\t\n';
    expect(readIsaTable('s.txt', text)).toEqual({
      header: ['Source Name', 'Sample Name'],
      rows: [
        ['FU1', 'FU1'],
        ['FU2', ''],
      ],
    });
    expect(readIsaTable('s.txt', 'a\tb\nc\t')).toEqual({ header: ['a', 'b'], rows: [['c', '']] });
  });

  it('that is broken is refused, with its line', () => {
    expect(() => readIsaTable('s.txt', '')).toThrow('s.txt, line 1: expected a header, got an empty file');
    expect(() => readIsaTable('s.txt', 'a\tb\n"c\nd"\te\nf\n')).toThrow(
      's.txt, line 4: expected 2 cells, as in the header, got 1',
    );
  });
});
