import { expect, it } from 'vitest';
import { filesOfSlice } from '../../../../shared/domain/pit/slice-files.ts';

const FILES = ['a', 'b', 'mask', 'sheet'].map((id) => ({ id }));
const ids = (slice: Parameters<typeof filesOfSlice>[0], all = [{ files: ['a'] }, { files: ['b'] }]) =>
  filesOfSlice(slice, all, FILES).map(({ id }) => id);

it('a slice of tables rests on those that it stands in, and on what tells of all slices', () => {
  expect(ids({ files: ['a'] })).toEqual(['a', 'mask', 'sheet']);
  expect(ids({ files: ['a', 'b'] })).toEqual(['a', 'b', 'mask', 'sheet']);
});

it('a slice of images rests on them and their masks', () => {
  expect(ids({ images: [{ downlink: 'a', uploaded: { downlink: 'mask' } }, { downlink: 'b' }] })).toEqual([
    ...['a', 'b', 'mask'],
  ]);
});

it('where nobody knows, a slice rests on all files of the assay', () => {
  expect(ids({}, [])).toEqual(['a', 'b', 'mask', 'sheet']);
});
