using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>One sentence for a save that did not happen, where a form has only one place to show it.</summary>
public static class SaveWords
{
    public const string Gone = "It no longer exists. Nothing was saved.";

    /// <summary>The sentence; null when it was saved.</summary>
    /// <param name="result">What the service answered.</param>
    /// <param name="gone">The sentence for something that is not there any more.</param>
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
