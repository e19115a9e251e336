/**
 * Calls `refused` with an origin that the host page's own policy has blocked in a frame. This is the only hard evidence
 * of a blocked frame. The browser reports the violation to the page for first loads, later navigations and redirects.
 */
export function onFrameRefused(win: Window, refused: (origin: string) => void, signal: AbortSignal): void {
  win.document.addEventListener(
    'securitypolicyviolation',
    ({ disposition, effectiveDirective, blockedURI }) => {
      if (disposition !== 'enforce' || !/^(frame|child)-src$/.test(effectiveDirective)) return;
      if (URL.canParse(blockedURI)) refused(new URL(blockedURI).origin);
    },
    { signal },
  );
}
