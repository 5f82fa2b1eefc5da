using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Changes;

/// <summary>The result of saving a form.</summary>
public abstract record SaveResult
{
    private SaveResult()
    {
    }

    /// <summary>Saved.</summary>
    /// <param name="Id">The key of what was saved; <see cref="Guid.Empty"/> for something without a key.</param>
    /// <param name="Enforcement">Whether the change is in force; null if it does not affect connections.</param>
    public sealed record Saved(Guid Id, Enforcement? Enforcement = null) : SaveResult;

    /// <summary>Nothing was saved.</summary>
    /// <param name="Errors">One sentence for each invalid field, by its path: <c>Host</c>, <c>Links[1].Text</c>.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Errors) : SaveResult;

    /// <summary>The caller's role does not allow it; nothing was saved.</summary>
    /// <param name="Message">Who has the permission.</param>
    public sealed record Refused(Permission Permission, string Message) : SaveResult, IRefusal
    {
        public static Refused For(Permission permission) => new(permission, $"{Permissions.Of(permission).WhoMay} Nothing was saved.");
    }

    /// <summary>It does not exist, or the caller cannot see it.</summary>
    public sealed record NotFound : SaveResult;

    /// <summary>Another person saved in the meantime; nothing was saved.</summary>
    public sealed record Conflict(string Message) : SaveResult
    {
        /// <summary>The differing fields, when they are known.</summary>
        public IReadOnlyList<FieldDifference> Differences { get; init; } = [];

        /// <summary>Adds who saved, and when.</summary>
        /// <param name="entity">The current row.</param>
        /// <param name="what">The screen's word for it.</param>
        public static Conflict With(Entity entity, string what, IReadOnlyList<FieldDifference> differences) => new(
            $"{entity.UpdatedBy} saved this {what} at {entity.UpdatedAt:HH:mm:ss} UTC, after you opened it. Your change was not saved. Review what is saved now, then repeat your change.")
        {
            Differences = differences,
        };
    }

    /// <summary>The database did not accept it; nothing was saved.</summary>
    public sealed record Unavailable(string Message) : SaveResult;
}
