/** docs/rights.md: what each right may do, made of the operations that are served. */
import { type NeededRight, RIGHTS } from '../../shared/domain/holder/holder.ts';
import type { ServedOperation } from './operations.ts';

const HEAD = `# Rights

Every call needs a token, and a token has one right: **READ** may ask, **UPLOAD** may also hand files in, **OPERATE** may do all else too. A token is of all experiments, also of those that come later, or of some: for such a token there are no others. It gets 404 for them, in the words of an experiment that does not exist, and no list, comparison or hint names them. Only a token that operates all experiments hands out and revokes tokens. [How to hand out a token](running.md#holders).

A call that a token may not make is 403 \`auth.right\`: what was needed, what the token may, and whom to ask. The console itself, \`/docs\`, \`/openapi.json\` and \`/v1/health\` need no token, since they show no data. The link of a message carries a token of its own ([alarms](alarms.md)).

The table is made of the operations (\`UPDATE_GOLDEN=1 npx vitest run test/functions/api/rights.test.ts\`), and a test asks every cell of it.

| call | what for | READ | UPLOAD | OPERATE |
| --- | --- | :-: | :-: | :-: |
`;

export function rightsPage(operations: readonly ServedOperation[]): string {
  const rows = operations.map(({ method, path, title, right }) => {
    const cells = RIGHTS.map((one) => cellOf(one, right));
    return `| \`${method} ${path}\` | ${title} | ${cells.join(' | ')} |\n`;
  });
  return `${HEAD}${rows.join('')}`;
}

function cellOf(right: (typeof RIGHTS)[number], needed: NeededRight): string {
  if (needed === 'OPERATE_ALL') return right === 'OPERATE' ? 'all experiments' : '–';
  return RIGHTS.indexOf(right) >= RIGHTS.indexOf(needed) ? 'yes' : '–';
}
