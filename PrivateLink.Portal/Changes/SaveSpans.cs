using System.Diagnostics;

namespace PrivateLink.Portal.Changes;

/// <summary>The steps of a save as spans, which say what took how long.</summary>
internal static class SaveSpans
{
    public const string SourceName = "PrivateLink.Saves";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>The whole save, by the code of its action.</summary>
    public static Activity? Save(string action) => s_source.StartActivity("save")?.SetTag("privatelink.action", action);

    /// <summary>A part of the save that runs here; null without one, as when the portal reads the policy by itself.</summary>
    public static Activity? Part(string name) => Activity.Current?.Source == s_source ? s_source.StartActivity(name) : null;
}
