using Microsoft.AspNetCore.Components;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Onboarding;

namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>What all steps share: the endpoint, the person who acts, and the sentences for refusals.</summary>
public abstract class StepComponent : ComponentBase
{
    private readonly SaveState _save = new("This private endpoint no longer exists. Nothing was saved.");

    [Parameter, EditorRequired]
    public VerificationView State { get; set; } = default!;

    /// <summary>Increases when there may be something new to read.</summary>
    [Parameter]
    public int Beat { get; set; }

    /// <summary>Raised after this person or another one saves. The value is the step to open; null means stay.</summary>
    [Parameter]
    public EventCallback<OnboardingStep?> OnSaved { get; set; }

    [Inject]
    protected CurrentCaller Current { get; set; } = default!;

    protected OnboardingView View => State.Endpoint;

    protected bool IsBusy => _save.IsBusy;

    /// <summary>Why the whole form was refused.</summary>
    protected string? Refusal => _save.Refusal;

    /// <inheritdoc cref="SaveState.Refusals"/>
    protected int Refusals => _save.Refusals;

    /// <summary>The fields that another person saved first.</summary>
    protected IReadOnlyList<FieldDifference> Differences => _save.Differences;

    protected bool MayEdit => Current.Value.May(Permission.EditPrivateEndpoints);

    protected string? ErrorOf(string field) => _save.ErrorOf(field);

    protected void ForgetErrors() => _save.Clear();

    /// <summary>Does something, shows any refusal, and opens the next step after a save.</summary>
    protected async Task<bool> ActAsync(Func<Task<SaveResult>> act, OnboardingStep? next)
    {
        var saved = await _save.RunAsync(act);
        if (saved is not null) await OnSaved.InvokeAsync(next);
        else if (_save.IsOutdated) await OnSaved.InvokeAsync(null);
        return saved is not null;
    }
}
