import { describe, expect, it } from 'vitest';
import { writeDerived } from '../../../../shared/usecases/known/write-derived.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const text = (words: string) => ({ bytes: Buffer.from(words), contentType: 'text/plain' });

describe('a derived object', () => {
  it('is a version of its key for every content, and is not written where it is there already', async () => {
    const memory = memoryPorts();
    const first = await writeDerived(memory, 'pages/a', text('one'), null);
    const second = await writeDerived(memory, 'pages/a', text('two'), first);
    expect(await writeDerived(memory, 'pages/a', text('two'), second)).toEqual(second);
    expect(memory.archive.made.versions).toBe(2);
    expect([...memory.archive.objects.keys()]).toEqual(['pages/a']);
    expect(Buffer.from(await memory.archive.read(first)).toString()).toBe('one');
    expect(Buffer.from(await memory.archive.read(second)).toString()).toBe('two');
    const again = await writeDerived(memory, 'pages/a', text('two'), null);
    expect(again).toMatchObject({ digest: second.digest, version: 'v3' });
  });

  it('that was replaced is read for as long as it stays, and the one in force for ever', async () => {
    const memory = memoryPorts();
    const first = await writeDerived(memory, 'pages/a', text('one'), null);
    const second = await writeDerived(memory, 'pages/a', text('two'), first);
    memory.archive.expire();
    await expect(memory.archive.read(first)).rejects.toThrow('no object has the key pages/a');
    expect(Buffer.from(await memory.archive.read(second)).toString()).toBe('two');
  });
});
