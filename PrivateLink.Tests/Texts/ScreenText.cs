namespace PrivateLink.Tests.Texts;

/// <summary>A text that the portal shows, and its place in the sources.</summary>
/// <param name="File">The path below the repository's root, with forward slashes.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Kind">The attribute that holds it, <c>text</c> between tags, or <c>code</c> for a literal.</param>
/// <param name="Text">The text on one line; values inserted at run time appear as <c>…</c>.</param>
internal sealed record ScreenText(string File, int Line, string Kind, string Text)
{
    /// <summary>Whether users read this to decide what to do: titles, purposes and buttons.</summary>
    public bool Leads => Kind is "Title" or "Purpose" or "DocumentTitle" or "button";
}
