using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>One sentence for a save that failed, for a form with only one place to show it.</summary>
public static class SaveWords
{
    public const string Gone = "It no longer exists. Nothing was saved.";

    /// <summary>The sentence; null if the save succeeded.</summary>
    /// <param name="result">What the service answered.</param>
    /// <param name="gone">The sentence for an item that no longer exists.</param>
    public static string? Of(SaveResult result, string gone = Gone) => result switch
    {
        SaveResult.Saved => null,
        SaveResult.Invalid invalid => string.Join(" ", invalid.Errors.Values),
        SaveResult.Refused refused => refused.Message,
        SaveResult.Conflict conflict => conflict.Message,
        SaveResult.Unavailable unavailable => unavailable.Message,
        _ => gone,
    };
}
