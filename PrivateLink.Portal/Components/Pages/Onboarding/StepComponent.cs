using Microsoft.AspNetCore.Components;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Onboarding;

namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>What every step's screen has: the endpoint, somebody who acts, and sentences for what was refused.</summary>
public abstract class StepComponent : ComponentBase
{
    private readonly SaveState _save = new("This private endpoint no longer exists. Nothing was saved.");

    [Parameter, EditorRequired]
    public VerificationView State { get; set; } = default!;

    /// <summary>Grows whenever there may be something new to read.</summary>
    [Parameter]
    public int Beat { get; set; }

    /// <summary>Something was saved, here or by somebody else. With a step: go there; with null: stay.</summary>
    [Parameter]
    public EventCallback<OnboardingStep?> OnSaved { get; set; }

    [Inject]
    protected CurrentCaller Current { get; set; } = default!;

    protected OnboardingView View => State.Endpoint;

    protected bool IsBusy => _save.IsBusy;

    /// <summary>What was refused as a whole.</summary>
    protected string? Refusal => _save.Refusal;

    /// <summary>Where somebody else was quicker.</summary>
    protected IReadOnlyList<FieldDifference> Differences => _save.Differences;

    protected bool MayEdit => Current.Value.May(Permission.EditPrivateEndpoints);

    protected string? ErrorOf(string field) => _save.ErrorOf(field);

    protected void ForgetErrors() => _save.Clear();

    /// <summary>Does something, shows what was refused, and goes on when it was saved.</summary>
    protected async Task<bool> ActAsync(Func<Task<SaveResult>> act, OnboardingStep? next)
    {
        var saved = await _save.RunAsync(act);
        if (saved is not null) await OnSaved.InvokeAsync(next);
        else if (_save.IsOutdated) await OnSaved.InvokeAsync(null);
        return saved is not null;
    }
}
