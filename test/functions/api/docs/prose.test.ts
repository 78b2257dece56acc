import { expect, it } from 'vitest';
import { proseHtml } from '../../../../functions/api/docs/prose.ts';

it('makes paragraphs, headings, fences, code and strong words, and nothing else of what it is given', () => {
  const text =
    'One **two** `a < b`.\n\n### Three & four\n\n```sh\ncurl "x" \\\n\n  -d \'<b>\'\n```\n\n<i>five</i>';
  expect(proseHtml(text, 'h2')).toBe(
    [
      '<p>One <b>two</b> <code>a &lt; b</code>.</p>',
      '<h2>Three &amp; four</h2>',
      '<pre tabindex="0"><code>curl &quot;x&quot; \\\n\n  -d &#39;&lt;b&gt;&#39;</code></pre>',
      '<p>&lt;i&gt;five&lt;/i&gt;</p>',
    ].join('\n'),
  );
});
