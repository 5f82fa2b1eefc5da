namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>The language of a generated text. Its values are escaped for this language.</summary>
public enum ArtefactLanguage
{
    Shell,
    Hcl,
    Yaml,
    Bicep,
    Json,
    PowerShell,
}

/// <summary>A text to copy or download. It is complete and contains one customer's values.</summary>
/// <param name="Tool">The tab's name, for example <c>AWS CLI</c>.</param>
/// <param name="Language">The language of the text.</param>
/// <param name="FileName">The name of the downloaded file.</param>
/// <param name="Text">The whole text.</param>
public sealed record Artefact(string Tool, ArtefactLanguage Language, string FileName, string Text);

/// <summary>How to do one task in a cloud, with every tool that its users know.</summary>
/// <param name="Artefacts">One for each tool. The page shows the first one.</param>
/// <param name="ConsoleSteps">The same task by hand, in the console's own words.</param>
public sealed record Recipe(IReadOnlyList<Artefact> Artefacts, IReadOnlyList<string> ConsoleSteps);
