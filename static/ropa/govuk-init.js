// A module: <script type="module" src="...">. The address below is the plain one, not the hashed
// one, so that it holds in development and in production alike.
import { initAll } from "../govuk/govuk-frontend.min.js";

initAll();
