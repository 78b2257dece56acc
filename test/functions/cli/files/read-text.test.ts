import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileFailure, readText } from '../../../../functions/cli/files/read-text.ts';

describe('a file that cannot be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'howship-read-'));

  it('is said in words, whatever lacks', async () => {
    await expect(readText(join(folder, 'none.yaml'))).rejects.toMatchObject({
      code: 'file.unreadable',
      message: `${join(folder, 'none.yaml')} cannot be read: there is no such file: check its name and folder`,
    });
    await expect(readText(folder)).rejects.toThrow('cannot be read: it is a folder: name a file in it');
  });

  it('keeps the words of any other failure', () => {
    expect(fileFailure('a.csv', new Error('the disk is gone')).message).toBe(
      'a.csv cannot be read: the disk is gone',
    );
  });
});
