namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>In which language a generated text is: what its values were escaped for.</summary>
public enum ArtefactLanguage
{
    Shell,
    Hcl,
    Yaml,
    Bicep,
    Json,
    PowerShell,
}

/// <summary>Something to copy or to download: complete, and filled with the values of one customer.</summary>
/// <param name="Tool">The tab's name, for example <c>AWS CLI</c>.</param>
/// <param name="Language">What it is written in.</param>
/// <param name="FileName">Under which it is downloaded.</param>
/// <param name="Text">The whole of it.</param>
public sealed record Artefact(string Tool, ArtefactLanguage Language, string FileName, string Text);

/// <summary>How to do one thing in a cloud, in every way that its users know.</summary>
/// <param name="Artefacts">One for each tool; the first is the one that is shown.</param>
/// <param name="ConsoleSteps">The same by hand, in the console's own words.</param>
public sealed record Recipe(IReadOnlyList<Artefact> Artefacts, IReadOnlyList<string> ConsoleSteps);
