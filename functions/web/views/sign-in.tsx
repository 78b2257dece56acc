import { useState } from 'preact/hooks';

interface SignInProps {
  /** Why the reader is asked again; null the first time. */
  readonly why: string | null;
  readonly onToken: (token: string) => void;
}

export function SignIn({ why, onToken }: SignInProps) {
  const [token, setToken] = useState('');
  return (
    <main>
      <h1>Howship</h1>
      {why !== null && (
        <p class="box failure" role="alert">
          {why}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== '') onToken(token.trim());
        }}
      >
        <label for="token">Bearer token</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          value={token}
          onInput={({ currentTarget }) => setToken(currentTarget.value)}
        />
        <button type="submit">Open</button>
      </form>
      <p class="soft">
        On this machine <code>./howship token</code> prints it. For a deployed stack, ask its operator. The
        token is kept until you close this tab.
      </p>
    </main>
  );
}
