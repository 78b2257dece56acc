/** The code of the kernel that reads dumps, assembled from its text, and the file that holds it. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import wabt from 'wabt';

const FOLDER = resolve(import.meta.dirname, '../../shared/formats/dump');
const SOURCE = 'rows.wat';

export const CODE_PATH = join(FOLDER, 'code.ts');

/** What `code.ts` has to hold. Fails where the text is no valid module. */
export async function assembledRows(): Promise<string> {
  const { parseWat } = await wabt();
  const module = parseWat(SOURCE, readFileSync(join(FOLDER, SOURCE), 'utf8'), { simd: true });
  try {
    module.validate();
    const code = Buffer.from(module.toBinary({}).buffer).toString('base64');
    return `/** \`${SOURCE}\`, assembled by \`npm run assemble\`. */\nexport const ROWS_CODE =\n  '${code}';\n`;
  } finally {
    module.destroy();
  }
}
