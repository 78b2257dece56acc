import './stack/language.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import 'uplot/dist/uPlot.min.css';
import './style.css';
import './style/alarms.css';
import './style/deltas.css';
import './style/genes.css';
import './style/literature.css';
import './style/pits.css';
import './style/twins.css';
import './style/unit-dots.css';
import './style/experiments.css';
import './style/uplink.css';

const host = document.getElementById('console');
if (host === null) throw new Error('expected an element "console" in the page, got none');
host.replaceChildren();
render(<App />, host);
