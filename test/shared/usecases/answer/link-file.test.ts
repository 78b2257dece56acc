import { describe, expect, it } from 'vitest';
import { rawKey } from '../../../../shared/domain/archive/keys.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { linkFile } from '../../../../shared/usecases/answer/link-file.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { twinsIn } from '../../../support/twins-in.ts';

describe('the link to a file', () => {
  it('leads to its bytes as they came, with their digest', async () => {
    const ports = await twinsIn();
    const [receipt] = (await listReceipts(ports, 'twins')).downlinks;
    const link = await linkFile(ports, 'twins', receipt!.id);
    const bytes = ports.raw.objects.get(rawKey('twins', receipt!.id))!;
    expect(link).toMatchObject({
      ...{ fileName: receipt!.fileName, bytes: bytes.length, sha256: sha256(bytes) },
      url: `memory:${rawKey('twins', receipt!.id)}`,
    });
    const seconds = Date.parse(link.expiresAt) / 1000 - ports.clock.now() / 1e6;
    expect(Math.round(seconds / 60)).toBe(60);
  });

  it('is refused where no file has come yet, or nobody announced one', async () => {
    const ports = await twinsIn();
    const wanted = { fileName: 'late.csv', bytes: 9, source: 'flight', sha256: '0'.repeat(64) };
    const { id } = await announceDownlink(ports, 'twins', wanted, 'test');
    await expect(linkFile(ports, 'twins', id)).rejects.toMatchObject({
      code: 'downlink.no-file',
      message: `expected a downlink whose file is here, got ${id} (late.csv), which is AWAITING_UPLOAD`,
    });
    await expect(linkFile(ports, 'twins', 'd9')).rejects.toMatchObject({ code: 'downlink.unknown' });
    await expect(linkFile(ports, 'nobody', id)).rejects.toMatchObject({ code: 'experiment.unknown' });
  });
});
