/** Scripts that complete commands and options in a shell. Where an argument is wanted, files complete. */
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';

/** What may follow the commands that were typed. */
export interface Completion {
  /** These commands, such as `experiment apply`; empty at first. */
  readonly path: string;
  /** Names of commands and long options, each with the line that help has for it. */
  readonly choices: readonly { readonly word: string; readonly about: string }[];
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A script that the shell reads when it starts. */
export function completionScript(shell: Shell, completions: readonly Completion[]): string {
  const paths = completions.map(({ path }) => path).filter((path) => path !== '');
  return { bash, zsh, fish }[shell](completions, paths);
}

type Script = (completions: readonly Completion[], paths: readonly string[]) => string;

/** For bash and zsh: walks the words before the cursor and leaves the commands among them in `typed`. */
const walkOver = (words: string, paths: readonly string[]) => `  for word in ${words}; do
    case "\${typed:+$typed }$word" in
      ${paths.map((path) => `'${path}'`).join(' | ')}) typed="\${typed:+$typed }$word" ;;
    esac
  done`;

const bash: Script = (
  completions,
  paths,
) => `# Completion of howship for bash: source <(${typedCommand('completion bash')})
_howship() {
  local typed='' choices='' word
${walkOver(`"\${COMP_WORDS[@]:1:COMP_CWORD-1}"`, paths)}
  case "$typed" in
${completions
  .map(({ path, choices }) => `    '${path}') choices='${choices.map(({ word }) => word).join(' ')}' ;;`)
  .join('\n')}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$choices" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o bashdefault -o default -F _howship howship ./howship
`;

const zsh: Script = (completions, paths) => `#compdef howship
# Completion of howship for zsh, after compinit: source <(${typedCommand('completion zsh')})
_howship() {
  local typed='' word
  local -a choices
${walkOver(`"\${(@)words[2,CURRENT-1]}"`, paths)}
  case "$typed" in
${completions
  .map(({ path, choices }) => {
    const described = choices.map(({ word, about }) => inQuotes(`${word}:${about}`));
    return `    '${path}') choices=(${described.join(' ')}) ;;`;
  })
  .join('\n')}
  esac
  _describe 'howship' choices || _files
}
compdef _howship howship ./howship
`;

const fish: Script = (
  completions,
  paths,
) => `# Completion of howship for fish: ${typedCommand('completion fish')} | source
function __howship_typed
  set -l typed
  for word in (commandline -opc)[2..]
    switch (string join -- ' ' $typed $word)
      case ${paths.map((path) => `'${path}'`).join(' ')}
        set -a typed $word
    end
  end
  string join -- ' ' $typed
end
${completions
  .flatMap(({ path, choices }) =>
    choices.map(({ word, about }) => {
      const condition = `-n 'test (__howship_typed | string collect -a) = "${path}"'`;
      const choice = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
      return `complete -c howship ${condition} ${choice} -d ${inQuotes(about)}`;
    }),
  )
  .join('\n')}
`;

/** As one word of zsh, which takes a quote within quotes only from outside of them; fish reads that the same. */
function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
