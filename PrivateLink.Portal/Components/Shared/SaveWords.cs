using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>One sentence for a save that did not happen, where a form has only one place to show it.</summary>
public static class SaveWords
{
    public static string? Of(SaveResult result) => result switch
    {
        SaveResult.Saved => null,
        SaveResult.Invalid invalid => string.Join(" ", invalid.Errors.Values),
        SaveResult.Refused refused => refused.Message,
        SaveResult.Conflict conflict => conflict.Message,
        SaveResult.Unavailable unavailable => unavailable.Message,
        _ => "It no longer exists. Nothing was saved.",
    };
}
