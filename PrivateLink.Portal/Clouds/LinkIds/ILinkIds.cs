namespace PrivateLink.Portal.Clouds.LinkIds;

/// <summary>The link IDs of one cloud, as people paste them.</summary>
public interface ILinkIds
{
    /// <summary>Which output of the customer's own tools may be pasted.</summary>
    string WhatToPaste { get; }

    /// <summary>The required value, as text after "Choose another service, or".</summary>
    string Wanted { get; }

    /// <summary>Whether the customer can look them up, and not only the provider.</summary>
    bool AreShownToCustomer { get; }

    /// <summary>Whether the cloud can assign the ID of a deleted endpoint to another customer.</summary>
    bool AreGivenOutAgain { get; }

    /// <summary>Whether the text is only a link ID of this cloud, in its usual form.</summary>
    bool IsLinkId(string text);

    /// <summary>Whether the text contains an identifier of this cloud, for any kind of object.</summary>
    bool Recognises(string text);

    /// <summary>
    /// Finds the link ID in a text, or says why there is none. Null if nothing looks like a link ID, so that the caller must explain the text.
    /// </summary>
    LinkIdInputResult? Find(string text);

    /// <summary>Says what a text without a link ID is, and where to find the link ID.</summary>
    /// <param name="kind">The kind of text, which may be a cloud's own format.</param>
    /// <param name="text">The text.</param>
    string Explain(PastedKind kind, string text);
}
