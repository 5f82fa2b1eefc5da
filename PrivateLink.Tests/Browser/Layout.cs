using Microsoft.Playwright;

namespace PrivateLink.Tests.Browser;

/// <summary>Layout faults of a page, in any width, theme and state.</summary>
internal static class Layout
{
    /// <summary>
    /// The document itself never scrolls inside the frame. Scrolling areas end at the last element in the flow, because text for screen readers
    /// beyond it would let the whole page scroll away. Every target is at least 24 pixels high and wide, except links in a sentence (WCAG 2.5.8). A
    /// checkbox includes its label, since clicking the label ticks it.
    /// </summary>
    private const string Faults = """
        async () => {
          await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          const faults = [];
          const root = document.documentElement, content = document.querySelector('.frame > .content');
          if (content) {
            if (root.scrollHeight > innerHeight) faults.push(`the document scrolls by ${root.scrollHeight - innerHeight}`);
            const { paddingBottom, borderTopWidth } = getComputedStyle(content), frame = content.getBoundingClientRect();
            const ends = [...content.children].filter(child => !['absolute', 'fixed'].includes(getComputedStyle(child).position))
              .map(child => child.getBoundingClientRect().bottom + parseFloat(getComputedStyle(child).marginBottom));
            const end = Math.max(...ends) - frame.top + content.scrollTop + parseFloat(paddingBottom) - parseFloat(borderTopWidth);
            if (content.scrollHeight > Math.max(end + 2, content.clientHeight)) faults.push(`the content scrolls ${Math.round(content.scrollHeight - end)} beyond its end`);
            if (content.scrollWidth > content.clientWidth) faults.push(`the content scrolls sideways by ${content.scrollWidth - content.clientWidth}`);
          }
          const targets = 'a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=switch], [role=menuitem], [tabindex="0"]';
          for (const target of document.querySelectorAll(targets)) {
            const box = (target.matches('input[type=checkbox], input[type=radio]') && target.closest('label') || target).getBoundingClientRect();
            const style = getComputedStyle(target);
            if (!target.checkVisibility({ visibilityProperty: true, opacityProperty: false }) || box.width < 2 || box.bottom < 0 || target.matches('.skip-link, [type=hidden]')) continue;
            if (target.closest('svg') || style.pointerEvents === 'none') continue;
            const around = target.parentElement, words = text => text.replace(/\s+/g, ' ').trim().length;
            const isInSentence = style.display.startsWith('inline') && target.matches('a, button') && style.display === 'inline' && words(around.textContent) > words(target.textContent) + 3;
            if (isInSentence) continue;
            if (box.width < 23.9 || box.height < 23.9) faults.push(`${Math.round(box.width)} x ${Math.round(box.height)}: ${target.outerHTML.slice(0, 160)}`);
          }
          return faults;
        }
        """;

    public static Task<string[]> FaultsAsync(IPage page) => page.EvaluateAsync<string[]>(Faults);
}
