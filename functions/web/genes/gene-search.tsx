import type { Move } from '../address/move.ts';

interface GeneSearchProps {
  readonly query: Readonly<Record<string, string>>;
  readonly move: Move;
}

/** By symbol in any case, id, product, or as mice have it: the API finds it, or names the nearest. */
export function GeneSearch({ query, move }: GeneSearchProps) {
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement).get('gene');
    const gene = String(given ?? '').trim();
    if (gene !== '') move({ gene });
  };
  return (
    <search>
      <form class="choices search" onSubmit={find}>
        <label>
          Gene{' '}
          <input
            key={query.gene}
            name="gene"
            type="search"
            defaultValue={query.gene ?? ''}
            placeholder="symbol, id or product: Ctsk, RANKL"
            maxLength={100}
            autocomplete="off"
          />
        </label>
        <button type="submit">Find</button>
      </form>
    </search>
  );
}
