/** Rules of a replay beside those of every page. Thoughts and secrets are dashed and set in; public things are not. */
export const REPLAY_STYLE = `
.name { margin-top: 2rem; }
.where-it-is { margin: 1.25rem 0 0; max-width: 42rem; font-size: 1.2rem; line-height: 1.5; }
.cast { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
.cast li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem .9rem; align-items: start; padding: .9rem 1rem; border-radius: .75rem; background: var(--card); }
.cast p { margin: 0 0 .2rem; }
.cast .private { margin-top: .45rem; padding-left: .6rem; border-left: 2px dashed var(--quiet); font-size: .92rem; }
.face { display: inline-grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; color: #fff; background: #65625c; font-weight: 650; font-size: .95rem; letter-spacing: .02em; }
.face-0 { background: #1f6f8b; } .face-1 { background: #8a3f6d; } .face-2 { background: #7a5c12; } .face-3 { background: #2f7048; }
.face-4 { background: #4a55a2; } .face-5 { background: #a2452f; } .face-6 { background: #5b6770; } .face-7 { background: #6d4a8f; }
.views { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .35rem 1.1rem; margin: 2.5rem 0 0; padding: .7rem 0; border: 0; border-bottom: 1px solid var(--line); background: var(--paper); }
.views legend { float: left; margin-right: .4rem; padding: 0; color: var(--quiet); font-size: .86rem; line-height: 1.75rem; }
.views label { display: inline-flex; gap: .35rem; align-items: center; line-height: 1.75rem; cursor: pointer; }
.views input { margin: 0; width: 1rem; height: 1rem; accent-color: var(--ink); }
.step { scroll-margin-top: 4rem; }
.step h3 { margin: 1.1rem 0 0; font-size: .86rem; font-weight: 500; color: var(--quiet); }
.events { margin: 0; padding: 0; list-style: none; }
.event { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); gap: 0 .9rem; padding: .35rem .6rem; border-radius: .75rem; scroll-margin-top: 4rem; }
.event:target { background: var(--tint); }
.event .text { max-width: 40rem; }
.event .made { margin: .15rem 0 0; }
.event .made a { margin-right: .35rem; }
.thought, .answer { margin-left: 1.6rem; border: 1px dashed var(--line); }
.thought .text, .answer .text, .action .text, .outcome .text, .scene .text, .direction .text { font-style: italic; }
.thought .text, .answer .text { color: var(--quiet); }
.event + .thought, .thought + .event, .answer + .answer { margin-top: .3rem; }
.badge { padding: .05rem .45rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .78rem; white-space: nowrap; }
body:has(#no-thoughts:checked) :is(.thought, .answer) { display: none; }
@media (max-width: 44rem) {
  .event { grid-template-columns: 2rem minmax(0, 1fr); gap: 0 .65rem; padding: .5rem 0; }
  .event .face { width: 2rem; height: 2rem; font-size: .8rem; }
  .thought, .answer { margin-left: .75rem; padding-right: .6rem; padding-left: .6rem; }
  .views { position: static; }
}
@media (forced-colors: active) { .face { border: 1px solid; } }
`;
